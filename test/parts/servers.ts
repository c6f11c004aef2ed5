// The part that mostly waits for mail servers, real ones and the lab's.
import { runFiles } from '../files.ts'
import { isWanted } from './split.ts'

await runFiles(isWanted('servers'))
