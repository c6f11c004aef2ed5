// The code for the phone: a phone cannot reach this computer's own address, so the code holds the text of the steps itself, as many as fit.

import { encode } from 'uqr'
import type { Lang } from '../../model/lang.ts'
import { saidIn } from '../../text/desk-said.ts'
import type { GuideData, QrData } from '../page-data.ts'

/** Bytes that a telephone still reads from a screen (version 25 or so of ISO/IEC 18004 with the lowest correction). */
const MOST = 1_200

export function qrOf({ id, guide }: GuideData, lang: Lang): QrData {
  const steps = guide.steps.map((step, i) => `${i + 1}. ${plain(step.do)}`)
  const more = saidIn(lang).qr.more
  const textOf = (n: number) => [plain(guide.title), ...steps.slice(0, n), ...(n < steps.length ? [more(steps.length - n)] : [])].join('\n')
  let fits = steps.length
  while (fits > 0 && new TextEncoder().encode(textOf(fits)).length > MOST) fits--
  const text = textOf(fits)
  return { id, title: guide.title, text, modules: encode(text, { ecc: 'L', border: 4 }).data, left: steps.length - fits }
}

/** Without our marks for code and weight. */
function plain(text: string): string {
  return text.replace(/\*\*|`/g, '')
}
