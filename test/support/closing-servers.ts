const open: { readonly close: () => Promise<unknown> }[] = []

/** A server that `closeServers` closes. */
export function closing<Server extends { readonly close: () => Promise<unknown> }>(server: Server): Server {
  open.push(server)
  return server
}

/** For `afterEach`, when whoever talks to them has ended. */
export async function closeServers(): Promise<void> {
  for (const server of open.splice(0)) await server.close()
}
