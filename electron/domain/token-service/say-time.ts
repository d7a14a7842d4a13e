/** "12:05 UTC" on the same day, "2026-03-02 12:05 UTC" on another. */
export function sayTime(at: Date, now: Date): string {
  const [day, time] = [at.toISOString().slice(0, 10), at.toISOString().slice(11, 16)]
  return day === now.toISOString().slice(0, 10) ? `${time} UTC` : `${day} ${time} UTC`
}

/** How long a token is good where nobody ends it. */
export const sayLife = (expiresAt: Date | null, now: Date): string => {
  if (expiresAt === null) return 'lives until the server ends it; when that is, nobody said'
  const time = sayTime(expiresAt, now)
  return expiresAt <= now ? `has been over since ${time}` : `lives until ${time}`
}
