// Sheets as Markdown, for a wiki or a ticket. What people wrote stays text: no mark-up of theirs acts.

import type { Section } from './written.ts'

/** CommonMark §2.4: any ASCII punctuation may be escaped; and HTML is never let through. */
const text = (value: string): string =>
  value
    .replace(/[\\`*_{}[\]()#+!|~]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/^(\s*)(\d+)([.)])/, '$1$2\\$3')
    .replace(/^(\s*)([-=>])/, '$1\\$2')
const cell = (value: string): string => text(value.replace(/\s+/g, ' '))

export function sheetMarkdown(sections: readonly Section[]): string {
  return sections.map((section, i) => `${i === 0 ? '#' : '##'} ${cell(section.title)}\n\n${body(section)}`).join('\n')
}

function body({ lines, table }: Section): string {
  const listed = lines.map(([label, value]) => (label === '' ? `${text(value)}  ` : `- **${cell(label)}**: ${cell(value)}`))
  const rows = table === null ? [] : [table.heads.map(cell), table.heads.map(() => '---'), ...table.rows.map((row) => row.map(cell))]
  return `${[...listed, ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n')}\n`
}
