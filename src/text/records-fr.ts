// Les mots de `sesame records` en français.

import type { recordsEn } from './records-en.ts'

export const recordsFr: typeof recordsEn = {}
