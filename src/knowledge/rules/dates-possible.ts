// dates-possible: nobody checked a file tomorrow, nothing was seen after the check, and what is announced stands in the list of changes.

import { firstDay } from '../../model/date.ts'
import { type Fault, faultAt, faultIn, nodes, type Rule, type World } from '../rule.ts'

export const datesPossible: Rule = {
  name: 'dates-possible',
  why: 'A date that cannot be true makes an old fact look fresh, or a forecast look like something that somebody saw.',
  check: (world) => [...checkedDays(world), ...seenDays(world), ...announced(world)],
}

const checkedOf = (data: unknown): string | undefined => {
  const checked = (data as { checked?: unknown } | null)?.checked
  return typeof checked === 'string' ? checked : undefined
}

/** Also: a file is not older than the newest dated document that it cites. */
function* checkedDays({ files, today }: World): Generator<Fault> {
  for (const file of files) {
    const outer = checkedOf(file.source.data)
    for (const [path, node] of nodes(file.source.data)) {
      if (path.at(-1) === 'checked' && typeof node === 'string' && today !== undefined && firstDay(node) > today)
        yield faultAt(file, path, `checked on ${node}, which is still to come on ${today}`)
      if (path.at(-2) !== 'sources' || typeof node !== 'string' || outer === undefined) continue
      const newest = datesOf(node).at(-1)
      if (newest !== undefined && firstDay(newest) > outer)
        yield faultAt(file, path, `this source is of ${newest}, after the check of ${outer}`)
    }
  }
}

/** Dates that the words of a source state, oldest first; those inside an address are names of pages. */
function datesOf(source: string): string[] {
  if (source.startsWith('https://')) return []
  return [...source.matchAll(/\b(20\d\d-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?)\b/g)].map((m) => m[1]!).sort()
}

/** Values that somebody read: they cannot be younger than the reading. */
function* seenDays(world: World): Generator<Fault> {
  for (const { id, checked, conflicts = [], appPassword } of world.draft.providers) {
    const at = (path: readonly PropertyKey[], date: string | undefined) =>
      date !== undefined && firstDay(date) > checked
        ? [faultIn(world, `providers/${id}.yaml`, path, `${date} comes after the check of ${checked}`)]
        : []
    for (const [i, conflict] of conflicts.entries())
      for (const [j, said] of conflict.says.entries()) yield* at(['conflicts', i, 'says', j, 'date'], said.date)
    yield* at(['appPassword', 'requiredSince'], appPassword?.requiredSince)
  }
  for (const { id, checked, releases = [] } of world.draft.clients)
    for (const [i, { released, supportEnds }] of releases.entries()) {
      const file = `clients/${id}.yaml`
      if (released !== undefined && firstDay(released) > checked)
        yield faultIn(world, file, ['releases', i, 'released'], `${released} comes after the check of ${checked}`)
      if (released !== undefined && supportEnds !== undefined && firstDay(supportEnds) < firstDay(released))
        yield faultIn(world, file, ['releases', i, 'supportEnds'], `its support ends before it came out on ${released}`)
    }
}

/** A rule that begins after the check is a forecast: people must find it among the coming changes. */
function* announced(world: World): Generator<Fault> {
  for (const { id, checked, auth } of world.draft.providers)
    for (const [i, { since }] of auth.entries()) {
      if (since === undefined || firstDay(since) <= checked) continue
      const told = world.draft.policies.some((p) => p.providers.includes(id) && p.date.slice(0, 7) === since.slice(0, 7))
      if (!told)
        yield faultIn(world, `providers/${id}.yaml`, ['auth', i, 'since'], `${since} is still to come: announce it in policies.yaml`)
    }
}
