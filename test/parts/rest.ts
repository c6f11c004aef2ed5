// The part that mostly computes.
import { runFiles } from '../files.ts'
import { isWanted } from './split.ts'

await runFiles(isWanted('rest'))
