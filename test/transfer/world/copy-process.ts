// A transfer in a process of its own, so that it can be killed: what to do comes in by standard input, the outcome goes out.

import { text } from 'node:stream/consumers'
import { type Copying, copyHere } from './copying.ts'

process.stdout.write(JSON.stringify(await copyHere(JSON.parse(await text(process.stdin)) as Copying)))
process.exit()
