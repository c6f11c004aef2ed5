// The check boxes of a guide, kept in this browser under the ids of its steps: they survive a reload and hold nothing else.

/** What is used of localStorage, which may refuse everything (private windows, full disks). */
export interface Keep {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

export interface KeptChecks {
  /** The ids of the steps that are ticked. */
  ticked(): ReadonlySet<string>
  /** False when the browser refused to keep it. */
  set(step: string, ticked: boolean): boolean
  clear(): boolean
}

/** One list a case: the same step of another mailbox is another step. */
export function keptChecks(keep: Keep | null, caseId: string): KeptChecks {
  const key = `sesame.steps.${caseId}`
  // What cannot be kept still holds until the page is left.
  let memory = read(keep, key)
  const write = (steps: ReadonlySet<string>): boolean => {
    memory = steps
    try {
      if (keep === null) return false
      if (steps.size === 0) keep.removeItem(key)
      else keep.setItem(key, JSON.stringify([...steps]))
      return true
    } catch {
      return false
    }
  }
  return {
    ticked: () => memory,
    set: (step, ticked) => {
      const steps = new Set(memory)
      if (ticked) steps.add(step)
      else steps.delete(step)
      return write(steps)
    },
    clear: () => write(new Set()),
  }
}

function read(keep: Keep | null, key: string): ReadonlySet<string> {
  try {
    const stored: unknown = JSON.parse(keep?.getItem(key) ?? '[]')
    return new Set(Array.isArray(stored) ? stored.filter((step) => typeof step === 'string') : [])
  } catch {
    return new Set()
  }
}
