// `compile.js lab OUT.json [README.md]`: checks the lab's YAML and writes the file that the running lab reads, and the table of accounts in its README.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { byPlace, type Problem, printProblem } from '../knowledge/problem.ts'
import { readYaml, type YamlSource } from '../knowledge/yaml-source.ts'
import { accountTable, replaceTable } from './account-table.ts'
import { expandAll } from './expand.ts'
import type { LabData } from './model.ts'
import { type ProviderSource, providerSource } from './schema.ts'

export interface Compiled {
  readonly data: LabData
  readonly problems: readonly Problem[]
}

/** Must return every problem of every file, each with its place. */
export function compileLab(files: readonly { readonly file: string; readonly text: string }[]): Compiled {
  const problems: Problem[] = []
  const yaml = new Map<string, YamlSource>()
  const sources = new Map<string, ProviderSource>()
  for (const { file, text } of files) {
    const id = basename(file, '.yaml')
    const read = readYaml(file, text)
    problems.push(...read.syntax)
    if (read.data === undefined && read.syntax.length > 0) continue
    const parsed = providerSource.safeParse(read.data)
    if (yaml.has(id)) problems.push({ file, line: 1, column: 1, message: `another file is also called ${id}` })
    yaml.set(id, read)
    if (parsed.success) sources.set(id, parsed.data)
    else for (const issue of parsed.error.issues) problems.push({ file, ...read.at(issue.path), message: issue.message })
  }
  const { providers, wrong } = problems.length > 0 ? { providers: [], wrong: [] } : expandAll(sources)
  for (const { id, path, message } of wrong) {
    const read = yaml.get(id)
    if (read) problems.push({ file: read.file, ...read.at(path), message })
  }
  return { data: { providers }, problems: problems.sort(byPlace) }
}

export function readFolder(folder: string): { file: string; text: string }[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'))
  return names.sort().map((name) => ({ file: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }))
}

function main([folder = 'lab', out, readme]: readonly string[]): number {
  const { data, problems } = compileLab(readFolder(folder))
  if (problems.length > 0) {
    process.stderr.write(`${problems.map(printProblem).join('\n')}\n`)
    return 1
  }
  if (out !== undefined) {
    mkdirSync(dirname(out), { recursive: true })
    writeFileSync(out, JSON.stringify(data))
  }
  if (readme !== undefined) writeFileSync(readme, replaceTable(readFileSync(readme, 'utf8'), accountTable(data)))
  return 0
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = main(process.argv.slice(2))
