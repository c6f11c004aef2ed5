// The writing rules of CONTRIBUTING.md, as far as a machine can read: short, one action, a verb, what one sees, labels quoted one way.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import type { Procedure } from '../../src/model/knowledge.ts'

const { procedures } = loadKnowledge()

/** What may be long: commands and paths to copy are one thing to the eye. */
const LONGEST_STEP = 38
const LONGEST_SENTENCE = 32
const LONGEST_TITLE = 20

const named = (p: Procedure) => `${p.task ?? 'procedure'} ${p.id}.${p.lang}`
const doing = (p: Procedure) => p.steps.flatMap((s) => ('do' in s ? [s] : []))
const words = (text: string) =>
  text
    .replace(/`[^`]*`/g, 'x')
    .split(/\s+/)
    .filter((w) => /[\p{L}\d]/u.test(w)).length
const sentences = (text: string) => text.replace(/`[^`]*`/g, 'x').split(/(?<=[.!?:;])\s+/)

test('a step has at most 38 words, a sentence 32, a title 20', () => {
  for (const p of procedures) {
    assert.ok(words(p.title) <= LONGEST_TITLE, `${named(p)}: ${words(p.title)} words in the title`)
    for (const { do: step, see = '' } of doing(p)) {
      assert.ok(words(step) <= LONGEST_STEP, `${named(p)}: ${words(step)} words: ${step}`)
      for (const s of [...sentences(step), ...sentences(see)])
        assert.ok(words(s) <= LONGEST_SENTENCE, `${named(p)}: ${words(s)} words: ${s}`)
    }
    for (const line of [p.why ?? '', ...p.avoid, ...p.otherwise])
      for (const s of sentences(line)) assert.ok(words(s) <= LONGEST_SENTENCE + 5, `${named(p)}: ${words(s)} words: ${s}`)
  }
})

const IMPERATIVE_FR = /(?:^|[\s’'])\p{L}+ez(?:-\p{L}+)*(?=[\s,.:;]|$)|\b(?:dites|faites|redites|refaites)\b/iu
const IMPERATIVE_EN =
  /\b(accept|activate|add|allow|answer|ask|back|change|check|choose|click|close|compare|complete|connect|copy|count|create|delete|divide|do|empty|enlarge|enter|export|fetch|fill|find|finish|fix|follow|generate|get|give|go|have|import|install|keep|leave|let|lift|look|lower|make|mark|move|note|open|pass|paste|pause|plan|point|press|prove|publish|put|raise|read|remove|renew|repair|replace|report|reset|restart|resume|revoke|right-click|run|save|search|see|send|set|shorten|show|sign|sort|spread|start|stop|switch|take|tap|tell|test|throw|tick|touch|transfer|try|turn|type|unblock|unsubscribe|untick|update|use|wait|write|never)\b/i

test('a step tells somebody to do something: a verb, after a place or a condition at most', () => {
  for (const p of procedures) {
    for (const { do: step } of doing(p)) {
      const start = step.replace(/^\*\*[^*]+\*\*\s*[:\u00a0]*\s*/, '').slice(0, 160)
      // What only the administrator can do is told of the administrator.
      const byAdministrator = /\b(administrator|administrateur)\b/i.test(start)
      assert.ok(byAdministrator || (p.lang === 'fr' ? IMPERATIVE_FR : IMPERATIVE_EN).test(start), `${named(p)}: ${step}`)
    }
  }
})

test('what is done is seen: every task and every procedure says at least once what appears', () => {
  for (const p of procedures) {
    if (p.task === undefined && doing(p).length < 3) continue
    // A task of one or two steps can be seen by the procedure that calls it.
    if (p.task !== undefined && doing(p).length < 3) continue
    const callsTask = p.steps.some((s) => 'task' in s)
    assert.ok(callsTask || doing(p).some((s) => s.see !== undefined), `${named(p)}: nothing says what one sees`)
  }
})

test('labels are quoted the way of the language: « » in French, “ ” in English, code between backquotes', () => {
  for (const p of procedures) {
    const text = [p.title, p.why ?? '', ...doing(p).flatMap((s) => [s.do, s.see ?? '']), ...p.avoid, ...p.otherwise]
      .join('\n')
      .replace(/`[^`]*`/g, '')
    assert.doesNotMatch(text, p.lang === 'fr' ? /[“”]|(?<!=)"/ : /[«»]|(?<!=)"/, named(p))
    assert.equal(text.match(/[«“]/g)?.length ?? 0, text.match(/[»”]/g)?.length ?? 0, `${named(p)}: a quotation is not closed`)
  }
})

test('nobody is blamed, nothing is called easy', () => {
  const words = {
    en: /\b(simply|obviously|just (click|type|open)|your (mistake|fault)|you (forgot|failed)|easy|stupid)\b/i,
    fr: /\b(il suffit|simplement|évidemment|votre faute|vous avez (oublié|mal)|facile|bêtement)\b/i,
  }
  for (const p of procedures) {
    const text = [p.title, p.why ?? '', ...doing(p).flatMap((s) => [s.do, s.see ?? '']), ...p.avoid, ...p.otherwise].join('\n')
    assert.doesNotMatch(text, words[p.lang], named(p))
  }
})

test('where harm is near, the procedure says what not to do', () => {
  for (const p of procedures) if (p.cause !== undefined) assert.ok(p.avoid.length > 0, `${named(p)}: nothing under Avoid`)
})

test('every procedure says what to do if it fails, and both languages have it', () => {
  for (const p of procedures) {
    if (p.cause !== undefined) assert.ok(p.otherwise.length > 0, `${named(p)}: nothing under “If it still fails”`)
    const other = procedures.find((o) => o.id === p.id && o.lang !== p.lang && o.task === p.task && o.cause === p.cause)
    assert.ok(other, `${named(p)} has no other language`)
    assert.deepEqual(
      [p.steps.length, p.avoid.length, p.otherwise.length],
      [other.steps.length, other.avoid.length, other.otherwise.length],
      named(p),
    )
  }
})

test('a step of an administrator has the command, or the place in the console', () => {
  for (const p of procedures)
    for (const { do: step } of doing(p))
      for (const [, command] of step.matchAll(/`((?:Get|Set|Add|Enable|New|Start|Revoke)-[^`]*)`/g))
        assert.match(command ?? '', /^[A-Z][a-z]+-[A-Z][A-Za-z0-9]+\*?( .+)?$/, `${named(p)}: ${command}`)
})
