/** Who listens where: the office of an organization, and a person wherever he is. */
export const officeTopic = (organizationId: string) => `org:${organizationId}:office`;
export const userTopic = (userId: string) => `user:${userId}`;
