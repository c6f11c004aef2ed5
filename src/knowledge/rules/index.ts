// The rules of the validator, in the order in which CONTRIBUTING.md lists them.

import type { Rule } from '../rule.ts'
import { appPasswordShape } from './app-password-shape.ts'
import { authContinuous } from './auth-continuous.ts'
import { baseFlat } from './base-flat.ts'
import { bothLanguages } from './both-languages.ts'
import { causesWritten } from './causes-written.ts'
import { conditionsPossible } from './conditions-possible.ts'
import { datesPossible } from './dates-possible.ts'
import { frenchTypography } from './french-typography.ts'
import { hostsPlausible } from './hosts-plausible.ts'
import { idsKnown } from './ids-known.ts'
import { idsOnce } from './ids-once.ts'
import { limitsNumbers } from './limits-numbers.ts'
import { mxOwn } from './mx-own.ts'
import { noCleartext } from './no-cleartext.ts'
import { noWeakening } from './no-weakening.ts'
import { nothingDead } from './nothing-dead.ts'
import { oauthConsistent } from './oauth-consistent.ts'
import { portsUsual } from './ports-usual.ts'
import { sourcesOfficial } from './sources-official.ts'
import { sourcesReal } from './sources-real.ts'

export const RULES: readonly Rule[] = [
  datesPossible,
  authContinuous,
  sourcesReal,
  sourcesOfficial,
  bothLanguages,
  frenchTypography,
  idsOnce,
  idsKnown,
  baseFlat,
  causesWritten,
  hostsPlausible,
  portsUsual,
  noCleartext,
  noWeakening,
  appPasswordShape,
  oauthConsistent,
  limitsNumbers,
  mxOwn,
  conditionsPossible,
  nothingDead,
]
