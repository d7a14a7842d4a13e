import { serveParent, type ParentPort } from './serve-parent.ts'

// The entry of Electron's utilityProcess; nothing but the wire to the parent.

const isParentPort = (value: unknown): value is ParentPort =>
  typeof value === 'object' && value !== null && 'on' in value && 'postMessage' in value

const parentPort: unknown = Reflect.get(process, 'parentPort')
if (!isParentPort(parentPort)) throw new Error('The playground runs in a utility process only')
serveParent(parentPort, () => process.exit(0))
