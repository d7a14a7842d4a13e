/**
 * Does what a browser does with the address that a server sends it to: goes there, without the fragment, which no
 * browser sends; and where the page hands the fragment over, does that. Returns the text that it ends on.
 */
export async function followCallback(callback: URL): Promise<string> {
  const page = await (await fetch(callback)).text()
  if (callback.hash.length <= 1 || !page.includes('/fragment?')) return page
  const handOver = new URL(`${callback.pathname.replace(/\/$/, '')}/fragment?${callback.hash.slice(1)}`, callback)
  return (await fetch(handOver, { headers: { 'sec-fetch-site': 'same-origin' } })).text()
}
