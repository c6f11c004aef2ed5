// The part of the movers: two mail servers and a line that breaks, most of the time waited for.
import { runFiles } from '../files.ts'
import { isWanted } from './split.ts'

await runFiles(isWanted('movers'))
