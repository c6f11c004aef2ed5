// both-languages: what is said in English is said in French too, in as many steps, and is not the same text twice.

import type { Procedure } from '../../model/knowledge.ts'
import { LANGS } from '../../model/lang.ts'
import { type Fault, faultAt, faultIn, type Rule, type World } from '../rule.ts'
import { type Pair, pairs } from '../sentences.ts'

export const bothLanguages: Rule = {
  name: 'both-languages',
  why: 'Half of the readers would get English where they need French, or a step less than the others.',
  builds: true,
  across: true,
  check: (world) => [...missingHalves(world), ...unlikeHalves(world), ...sameTexts(world)],
}

const fileOf = (p: Procedure, lang = p.lang) => `${p.task === undefined ? 'procedures' : 'tasks'}/${p.id}.${lang}.md`

function* missingHalves(world: World): Generator<Fault> {
  const have = new Set(world.draft.procedures.map((p) => fileOf(p)))
  for (const p of world.draft.procedures)
    for (const lang of LANGS)
      if (!have.has(fileOf(p, lang))) yield faultIn(world, fileOf(p), [], `has no ${fileOf(p, lang)} beside it that can be read`)
}

/** Front matter decides whom a text is for; tasks and conditions what is done. A translation changes neither. */
function* unlikeHalves(world: World): Generator<Fault> {
  for (const fr of world.draft.procedures.filter((p) => p.lang === 'fr')) {
    const en = world.draft.procedures.find((p) => p.lang === 'en' && p.id === fr.id && p.task === fr.task)
    if (en === undefined) continue
    const at = (message: string) => faultIn(world, fileOf(fr), [], message)
    if (en.steps.length !== fr.steps.length) yield at(`has ${fr.steps.length} steps, the English text ${en.steps.length}`)
    else
      for (const [i, step] of fr.steps.entries()) {
        const other = en.steps[i]!
        const [mine, theirs] = ['task' in step ? step.task : 'a step', 'task' in other ? other.task : 'a step']
        if (mine !== theirs) yield at(`step ${i + 1} is ${mine}, in English ${theirs}`)
        else if (JSON.stringify([step.when, step.sure]) !== JSON.stringify([other.when, other.sure]))
          yield at(`step ${i + 1} has another condition than in English`)
      }
    for (const key of ['providers', 'families', 'clients', 'clientKinds', 'account', 'protocols', 'since', 'until'] as const)
      if (JSON.stringify(en[key]) !== JSON.stringify(fr[key]))
        yield faultIn(world, fileOf(fr), [key], `${key} is not the same as in English`)
  }
}

function* sameTexts(world: World): Generator<Fault> {
  for (const pair of pairs(world)) {
    // An app is called the same everywhere.
    if (pair.path.length === 1 && ['name', 'phrase'].includes(String(pair.path[0]))) continue
    const fault = languageFault(pair)
    if (fault !== null) yield faultAt(pair.file, [...pair.path, 'fr'], fault)
  }
}

const FRENCH = /(?<![\p{L}’'])(le|la|les|des|une|vous|votre|vos|est|sont|avec|dans|pour|qui|pas|aux|cette)(?![\p{L}’'])/giu
const ENGLISH = /(?<![\p{L}’'])(the|and|you|your|is|are|with|this|that|not|from|which|its|when|has)(?![\p{L}’'])/giu

export function languageFault({ en, fr }: Pick<Pair, 'en' | 'fr'>): string | null {
  if (en === fr && !isName(en)) return 'the French text is the English one'
  const [french, english] = [en.match(FRENCH)?.length ?? 0, fr.match(ENGLISH)?.length ?? 0]
  if (french >= 3 && french > (en.match(ENGLISH)?.length ?? 0)) return 'the English text is French'
  return english >= 3 && english > (fr.match(FRENCH)?.length ?? 0) ? 'the French text is English' : null
}

/** Names, values, addresses: at most one word of them is written small. Labels of menus that exist in English only begin with a capital each. */
function isName(text: string): boolean {
  if (text.includes(' > ') && text.split(' > ').every((label) => /^["“«]?\p{Lu}/u.test(label))) return true
  const words = text
    .replace(/`[^`]*`|https?:\S+|\S+@\S+|\S*[./\\_=]\S*/g, ' ')
    .split(/\s+/)
    .filter((word) => /^\p{Ll}{2,}/u.test(word))
  return words.length <= 1
}
