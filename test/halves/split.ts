// Which half a test file belongs to: both take as long on two cores.
const PAGES = ['web', 'site']

export const isOfPages = (file: string): boolean => PAGES.includes(file.split(/[\\/]/)[0] ?? '')
