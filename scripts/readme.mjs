// Writes what comes from the command table and the situations, the lists of the README and the manual page: node scripts/readme.mjs [--check] [--dist FOLDER]
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const dist = resolve(process.argv[process.argv.indexOf('--dist') + 1 || Number.NaN] ?? join(root, 'dist'))
const { COMMANDS, COMMON, NETWORK } = await import(pathToFileURL(join(dist, 'src/cli/table.js')).href)
const { listed } = await import(pathToFileURL(join(dist, 'src/cli/families.js')).href)
const { loadKnowledge } = await import(pathToFileURL(join(dist, 'src/knowledge/load.js')).href)

const commands = listed(COMMANDS)
  .map(({ name, about }) => `| \`${name.replaceAll('|', '\\|')}\` | ${about.en} |`)
  .join('\n')

/** A word of the shell: quoted when it must be. */
const word = (text) => (/^[\w@./:=-]+$/.test(text) ? text : `"${text.replace(/["$`\\]/g, '\\$&')}"`)
const situations = `\`\`\`sh\n${loadKnowledge()
  .situations.filter((s) => s.lab !== undefined)
  .map(
    ({ story, lab }) =>
      `# ${story}\n${lab.password === undefined ? '' : `echo ${word(lab.password)} | `}./sesame ${lab.args.map(word).join(' ')} --lab${lab.password === undefined ? '' : ' --password-stdin'}`,
  )
  .join('\n')}\n\`\`\``

/** A line of roff: backslashes and leading dots are text, hyphens are hyphens. */
const roff = (text) => text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replace(/^\./gm, '\\&.')
const option = (o) =>
  `.TP\n.B \\-\\-${roff(o.name)}${o.value ? ` \\fI${roff(o.choices?.join('|') ?? o.value)}\\fR` : ''}\n${roff(o.about.en)}`
const manual = `.TH SESAME 1 "" "sesame" "User commands"
.SH NAME
sesame \\- gets a mailbox working again in any mail app, proves it, and keeps it working
.SH SYNOPSIS
.B sesame
.I COMMAND
[OPTIONS]
${COMMANDS.map(
  (c) => `.SH ${c.name.toUpperCase()}
.B sesame ${c.name}
${roff(c.args.map((a) => (a.required ? a.name : `[${a.name}]`)).join(' '))}
.PP
${roff(c.about.en)}.${c.details ? ` ${roff(c.details.en)}` : ''}
${c.args.map((a) => `.TP\n.I ${roff(a.name)}\n${roff(a.about.en)}`).join('\n')}
${c.options.map(option).join('\n')}
.PP
${c.examples.map((e) => `.nf\n${roff(e.line)}\n.fi`).join('\n')}`,
).join('\n')}
.SH OPTIONS OF EVERY COMMAND
${COMMON.map(option).join('\n')}
.SH NETWORK
${NETWORK.map(option).join('\n')}
.SH EXIT STATUS
0 it works, 1 a fault was found and named, 2 wrong usage, 3 could not tell, 4 refused for safety.
.SH ENVIRONMENT
.B SESAME_NETWORK
names a JSON file with the keys dns, connectTo, cacert, now, proxy.
.B NO_COLOR
and
.B FORCE_COLOR
are obeyed; LC_ALL, LC_MESSAGES and LANG choose the language.
`

const fill = (text, name, content) =>
  text.replace(new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`), (_, open, close) => `${open}${content}\n${close}`)
const files = {
  'README.md': (before) => fill(fill(before, 'commands', commands), 'situations', situations),
  'docs/sesame.1': () => manual.replace(/\n{2,}/g, '\n'),
}
for (const [name, write] of Object.entries(files)) {
  const file = join(root, name)
  const before = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const after = write(before)
  if (!process.argv.includes('--check')) writeFileSync(file, after)
  else if (before !== after) {
    process.stderr.write(`${name} is not up to date: node scripts/readme.mjs\n`)
    process.exitCode = 1
  }
}
