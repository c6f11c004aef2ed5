// A person's own template of a checklist, from a YAML or JSON file. Throws `record-file` with the line of the first fault.

import { SesameError } from '../model/errors.ts'
import type { Lang } from '../model/lang.ts'
import { type OwnTemplate, readTemplate } from '../records/template.ts'
import { readYaml } from '../records/yaml.ts'
import { textIn } from '../text/index.ts'
import { secretTyped } from './secret-typed.ts'

const MOST = 1_000_000

/** JSON is YAML (YAML 1.2 §1.3). */
export function ownTemplate(file: string, text: string, lang: Lang): OwnTemplate {
  const { faults: words, couldBe } = textIn(lang).records
  const [document] = text.length > MOST ? [] : readYaml(text)
  if (document === undefined) throw new SesameError('record-file', { file, why: words['not-map'] })
  if (document.syntax !== null)
    throw new SesameError('record-file', { file, line: document.syntax.line, why: `YAML: ${document.syntax.why}` })
  const { template, faults } = readTemplate(document.data, secretTyped)
  if (template !== null) return template
  const { path, why, allowed } = faults[0] ?? { path: [], why: 'not-map' as const }
  const about = [path.join('.'), `${words[why]}${allowed === undefined ? '' : ` (${couldBe(allowed)})`}`].filter(Boolean)
  throw new SesameError('record-file', { file, line: document.lineOf(path), why: about.join(': ') })
}
