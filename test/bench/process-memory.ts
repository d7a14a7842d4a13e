import { readFileSync, readdirSync, readlinkSync } from 'node:fs'

/**
 * Bytes that a process and all below it really take: the sum of their proportional set sizes, in which a page shared
 * by three processes counts a third in each (proc(5), smaps_rollup). Linux only.
 */
export function memoryOfTree(processId: number): number {
  return processesBelow(processId)
    .map((id) => Number(/^Pss:\s+(\d+) kB/m.exec(read(id, 'smaps_rollup'))?.[1] ?? 0) * 1024)
    .reduce((sum, bytes) => sum + bytes, 0)
}

/** How many apps run on a program now; others share its pages, and so make everyone's share look smaller. */
export function countRunning(executable: string): number {
  const isApp = (id: number) => programOf(id) === executable && !read(id, 'cmdline').includes('--type=')
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isApp(Number(name))).length
}

function programOf(processId: number): string {
  try {
    return readlinkSync(`/proc/${processId}/exe`)
  } catch {
    return '' // It ended while we looked, or belongs to the kernel.
  }
}

function processesBelow(processId: number): readonly number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), Number(/^PPid:\s+(\d+)/m.exec(read(Number(name), 'status'))?.[1] ?? 0)]),
  )
  const isBelow = (id: number): boolean => {
    const parent = parents.get(id)
    return id === processId || (parent !== undefined && parent !== 0 && isBelow(parent))
  }
  return [...parents.keys()].filter(isBelow)
}

function read(processId: number, file: string): string {
  try {
    return readFileSync(`/proc/${processId}/${file}`, 'utf8')
  } catch {
    return '' // It ended while we looked, or belongs to the kernel.
  }
}
