/** Whether a value that was read from JSON can be written as such: nested without end it is read, and not written. */
export function canBeWritten(value: unknown): boolean {
  try {
    JSON.stringify(value)
    return true
  } catch (thrown) {
    if (thrown instanceof RangeError) return false
    throw thrown
  }
}
