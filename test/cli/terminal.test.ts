// Whatever a server, a name server or a document says, the terminal is not driven by it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderFindings } from '../../src/cli/render/identity.ts'
import { visible } from '../../src/cli/render/road.ts'
import { harmless, type Terminal, terminalOn } from '../../src/cli/terminal.ts'
import { textIn } from '../../src/text/index.ts'

const HOSTILE = [
  '\u001b]0;title\u0007',
  '\u001b[2J\u001b[H',
  '\u001bP1$r\u001b\\',
  '\u009b2J',
  'a\rb',
  '\b\b\b',
  'safe\u202etxt.exe',
  '\u2066x\u2069',
  '\u001b',
]

function collected(): { terminal: Terminal; text: () => string } {
  let written = ''
  const stream = { isTTY: true, columns: 80, write: (text: string) => (written += text) } as unknown as NodeJS.WriteStream
  return { terminal: terminalOn(stream, { TERM: 'xterm' }), text: () => written }
}

test('only styles of ours come through', () => {
  for (const text of HOSTILE) {
    const { terminal, text: written } = collected()
    terminal.line(`${terminal.style('red', 'x')} ${text}`)
    terminal.line(`“${visible(text)}”`)
    renderFindings(terminal, textIn('en'), [
      { mechanism: 'spf', status: 'found', source: 'dns:TXT x.example', trust: 'hint', ms: 1, detail: `include:${text}` },
    ])
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the styles are what is taken away.
    const rest = written().replace(/\u001b\[\d{1,2}m/g, '')
    assert.doesNotMatch(rest, /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u, JSON.stringify(text))
  }
})

test('a colour of a server does not pass for one of ours', () => {
  assert.doesNotMatch(visible('\u001b[32m✓ all is well\u001b[0m'), /\p{Cc}/u)
})

test('harmless texts are not touched', () => {
  for (const text of ['é à ü 中文 🇫🇷 👩‍💻', 'a\tb\nc', 'name\u00a0: value', '« mot »']) assert.equal(harmless(text), text)
})
