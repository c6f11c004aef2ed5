// Fills the generated parts of the README from the command table and the situations: node scripts/readme.mjs [--check]
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const { COMMANDS } = await import('../dist/src/cli/table.js')
const { loadKnowledge } = await import('../dist/src/knowledge/load.js')

const commands = COMMANDS.map(
  (c) =>
    `| \`${[c.name, ...c.args.map((a) => (a.required ? a.name : `[${a.name}]`))].join(' ').replaceAll('|', '\\|')}\` | ${c.about.en} |`,
).join('\n')

/** A word of the shell: quoted when it must be. */
const word = (text) => (/^[\w@./:=-]+$/.test(text) ? text : `"${text.replace(/["$`\\]/g, '\\$&')}"`)
const situations = `\`\`\`sh\n${loadKnowledge()
  .situations.filter((s) => s.lab !== undefined)
  .map(
    ({ story, lab }) =>
      `# ${story}\n${lab.password === undefined ? '' : `echo ${word(lab.password)} | `}./sesame ${lab.args.map(word).join(' ')} --lab${lab.password === undefined ? '' : ' --password-stdin'}`,
  )
  .join('\n')}\n\`\`\``

const file = join(root, 'README.md')
const before = readFileSync(file, 'utf8')
const fill = (text, name, content) =>
  text.replace(new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`), (_, open, close) => `${open}${content}\n${close}`)
const after = fill(fill(before, 'commands', commands), 'situations', situations)
if (process.argv.includes('--check')) {
  if (before !== after) {
    process.stderr.write('README.md is not up to date: node scripts/readme.mjs\n')
    process.exit(1)
  }
} else writeFileSync(file, after)
