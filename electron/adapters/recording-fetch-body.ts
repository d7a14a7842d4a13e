/** The text of a body, cut at `limitBytes` after decoding: a longer one is no answer of this protocol. */
export async function readLimited(response: Response, limitBytes: number): Promise<string> {
  if (response.body === null) return ''
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader()
  const chunks: Uint8Array[] = []
  let total = 0
  try {
    while (total <= limitBytes) {
      const { done, value } = await reader.read()
      if (done) break
      chunks.push(value)
      total += value.length
    }
  } finally {
    await reader.cancel()
  }
  return Buffer.concat(chunks).subarray(0, limitBytes).toString('utf8')
}
