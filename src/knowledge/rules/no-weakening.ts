// no-weakening: no text sends people to turn encryption, checks of certificates, an antivirus or a second factor off for good.

import type { Rule } from '../rule.ts'
import { sentences } from '../sentences.ts'
import { type Weakening, weakening } from '../weakening.ts'

export const noWeakening: Rule = {
  name: 'no-weakening',
  why: 'Such advice often seems to help, and leaves the person’s password open to whoever stands in the way.',
  builds: true,
  check: function* (world) {
    for (const { text, part, file, line, column } of sentences(world)) {
      if (part === 'avoid' || part === 'never') continue
      const found = weakening(text)
      if (found !== null) yield { file, line, column, message: SAYS[found] }
    }
  },
}

const SAYS: Readonly<Record<Weakening, string>> = {
  'encryption-off': 'tells people to do without encryption: name the encrypted port instead',
  'certificate-for-good': 'tells people to trust a bad certificate for good: say how it is mended',
  'protection-off': 'tells people to turn a protection off: at most for a minute, and the same step turns it on again',
  'less-secure-apps': 'tells people to open the account to old sign-ins',
}
