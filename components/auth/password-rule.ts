/** Length is the only rule; the same number stands in supabase/config.toml (`minimum_password_length`). */
export const MIN_PASSWORD = 10;
