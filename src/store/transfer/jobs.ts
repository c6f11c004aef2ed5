// What a journal is about, by name: the keys of its boxes, the rules it ran with.

import type { Journal } from '../transfer.ts'

export function readJob(journal: Journal, name: string): string | undefined {
  return journal.sql('SELECT value FROM job WHERE name = ?').get(name)?.[0] as string | undefined
}

export function writeJob(journal: Journal, name: string, value: string): void {
  journal.sql('INSERT INTO job (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(name, value)
}
