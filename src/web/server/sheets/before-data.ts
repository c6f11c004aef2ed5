// What a change of the main password ends, as its page shows it: what surely stops, what may, what goes on, each with what mends it.

import type { Lang } from '../../../model/lang.ts'
import type { BeforePasswordChange } from '../../../sesame.ts'
import { textIn } from '../../../text/index.ts'
import type { BeforeData } from '../../records-view.ts'
import { sheetPath } from './sheet-view.ts'

export function beforeData(change: BeforePasswordChange, lang: Lang, appName: (id: string) => string): BeforeData {
  const { passwordChange: words, signIn } = textIn(lang).records
  const { address } = change.view.sheet
  const line = ({ device, mend, triesByItself, stops }: BeforePasswordChange['devices'][number]) => ({
    what: device.app === undefined ? device.device : `${device.device} · ${appName(device.app)}`,
    where: [signIn[device.signIn], device.holder].filter(Boolean).join(' · '),
    afterwards: [words.mend[mend], triesByItself && stops !== 'no' ? words.first : ''].filter(Boolean).join('; '),
  })
  const of = (stops: 'surely' | 'perhaps' | 'no') => change.devices.filter((one) => one.stops === stops).map(line)
  const known = (name: string) => change.devices.some(({ device }) => device.device.toLowerCase() === name.toLowerCase())
  // App passwords whose device stands on no line of the sheet die too.
  const others = change.dying
    .filter(({ device }) => !known(device))
    .map(({ label, device }) => ({ what: label, where: device, afterwards: words.mend['new-app-password'] }))
  const [surely, perhaps] = change.appPasswords === 'unknown' ? [[], others] : [others, []]
  return {
    address,
    base: sheetPath(address),
    dies: [...of('surely'), ...surely],
    survives: of('no'),
    unknown: [...of('perhaps'), ...perhaps],
    notes: [
      ...(change.appPasswords === 'stay' || change.dying.length > 0
        ? [sentence(words.appPasswords[change.appPasswords](change.dying.length))]
        : []),
      ...(change.devices.some(({ device }) => device.signIn === 'oauth') ? [words.signIns[change.signIns]] : []),
    ],
    url: change.appPasswordPage?.url ?? null,
    path: change.appPasswordPage?.path ?? '',
  }
}

/** The list comes further down, under a title of its own. */
const sentence = (words: string) => words.replace(/\s*:$/u, '.')
