// The compiled data of the lab, read once, from the file that the build writes beside the program.

import { readFileSync } from 'node:fs'
import type { LabData } from './model.ts'

let loaded: LabData | undefined

export function loadLab(): LabData {
  loaded ??= JSON.parse(readFileSync(new URL('../../lab.json', import.meta.url), 'utf8')) as LabData
  return loaded
}
