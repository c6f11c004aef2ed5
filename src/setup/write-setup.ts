// One device, one program, one file.

import { autoconfig } from './autoconfig.ts'
import { card } from './card.ts'
import { env } from './env.ts'
import { fetchmail } from './fetchmail.ts'
import { mbsync } from './mbsync.ts'
import { mobileconfig } from './mobileconfig.ts'
import { msmtp } from './msmtp.ts'
import { neomutt } from './neomutt.ts'
import type { SetupFormat, SetupWriter } from './shapes.ts'
import { thunderbird } from './thunderbird.ts'

const WRITERS: Readonly<Record<SetupFormat, SetupWriter>> = {
  card,
  mobileconfig,
  autoconfig,
  thunderbird,
  msmtp,
  mbsync,
  fetchmail,
  neomutt,
  env,
}

export const writeSetup = (format: SetupFormat, ...[setup, words]: Parameters<SetupWriter>): string | null => WRITERS[format](setup, words)
