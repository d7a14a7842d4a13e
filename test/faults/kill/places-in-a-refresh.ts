const landmarks: readonly (readonly [step: string, place: string])[] = [
  ['before the write of refresh-intent', 'in the save of the note'],
  ['after the write of refresh-intent', 'after the note'],
  ['before the call of the server', 'in the call'],
  ['after the call of the server', 'after the answer, before the save'],
  ['before the write of tokens', 'in the save of the tokens'],
  ['after the write of tokens', 'after the save, before the note is cleared'],
  ['before the removal of refresh-intent', 'in the clearing of the note'],
  ['after the removal of refresh-intent', 'after the clearing'],
]

/** Which boundary of a refresh a step lies at: the last landmark that was passed. */
export function placeInRefresh(steps: readonly string[], at: number): string {
  const passed = steps.slice(0, at + 1)
  const found = landmarks.findLast(([step]) => passed.includes(step))
  return found?.[1] ?? 'before the note'
}
