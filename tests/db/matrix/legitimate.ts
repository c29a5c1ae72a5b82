/** Attacks that are none, with the reason: the identity has a right of its own to what it gets. */
export const legitimate: { identity: string; calls: RegExp; reason: string }[] = [
  {
    identity: "member of both, working at home",
    calls: /^public\.(get_me|switch_organization)$/,
    reason: "he is a member of the other organization, may see its name and switch to it",
  },
  {
    identity: "member of both, working in the other",
    calls: /^public\.(get_me|switch_organization)$/,
    reason: "he is a member of the other organization, may see its name and switch to it",
  },
  {
    identity: "owner of a suspended organization",
    calls: /^public\.reopen_organization$/,
    reason: "an owner takes back that the organization is closed, for which nobody is its member any more",
  },
  {
    identity: "invited, but not joined",
    calls: /^public\.accept_invitation$/,
    reason: "the invitation is his: its address is the one Auth has confirmed for him",
  },
  {
    identity: "service_role",
    calls: /^public\.gate_/,
    reason: "the secret key asks for the server before there is an identity",
  },
];
