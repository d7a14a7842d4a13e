// Writes papers into the folder argv[2] as its parent says.
import * as z from 'zod'
import { obey } from '../command-loop.ts'
import { papersIn } from '../papers.ts'
import { callsWithin, createSteps } from '../steps.ts'

const commands = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('write'), paper: z.enum(['timeline', 'profiles', 'export']), count: z.number() }),
  z.strictObject({ do: z.literal('arm'), at: z.number() }),
  z.strictObject({ do: z.literal('steps') }),
])

const [, , folder = ''] = process.argv
const steps = createSteps()
const papers = papersIn(folder, callsWithin(steps.around))

obey(async (request) => {
  const command = commands.parse(request)
  switch (command.do) {
    case 'write':
      return papers.write(command.paper, command.count)
    case 'arm':
      return steps.arm(command.at)
    case 'steps':
      return steps.seen()
  }
})
