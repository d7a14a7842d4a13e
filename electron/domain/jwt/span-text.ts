/** A length of time in its largest fitting units: '5 min', '1 h 30 min', '2 days'. */
export function spanText(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000)
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600), Math.floor(seconds / 60)]
  const sign = ms < 0 ? 'minus ' : ''
  if (days >= 730) return `${sign}${Math.floor(days / 365)} years`
  if (days >= 2) return `${sign}${days} days`
  if (hours >= 1) return `${sign}${hours} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`
  if (minutes >= 1) return `${sign}${minutes} min${seconds % 60 === 0 ? '' : ` ${seconds % 60} s`}`
  return `${sign}${seconds} s`
}
