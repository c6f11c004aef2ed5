// The mechanisms, in the order in which their findings are listed.

import type { MechanismRun } from '../mechanism.ts'
import { autoconfig } from './autoconfig.ts'
import { autodiscover } from './autodiscover.ts'
import { catalogue } from './catalogue.ts'
import { cname } from './cname.ts'
import { guess } from './guess.ts'
import { ispdb } from './ispdb.ts'
import { mx } from './mx.ts'
import { pacc } from './pacc.ts'
import { preparation } from './preparation.ts'
import { spf } from './spf.ts'
import { srv } from './srv.ts'

export const MECHANISMS: readonly MechanismRun[] = [
  catalogue,
  ispdb,
  preparation,
  mx,
  srv,
  autoconfig,
  pacc,
  autodiscover,
  spf,
  cname,
  guess,
]
