// What a person needs next, in the order in which they do: fetched while they look at the first picture, so that the
// first press of a button doesn't wait for a file.
const next: readonly (() => Promise<unknown>)[] = [
  () => import('../features/requests/request-view.tsx'),
  () => import('../ui/code-editor/code-mirror.tsx'),
  () => import('../features/tokens/inspector.tsx'),
  () => import('./command-palette.tsx'),
  () => import('../features/tokens/desk/token-desk.tsx'),
  () => import('../ui/confirm-dialog.tsx'),
  () => import('../features/vault/lock-screen.tsx'),
]

const idle = () => new Promise<unknown>((resolve) => window.requestIdleCallback(resolve))

/** Loads the later parts of the window one by one, each when the window has nothing else to do. */
export async function warmUp(): Promise<void> {
  for (const load of next) {
    // One after the other is the point: together they would hold up the first paint.
    // eslint-disable-next-line no-await-in-loop -- see the line above
    await idle()
    // eslint-disable-next-line no-await-in-loop -- see above
    await load()
  }
}
