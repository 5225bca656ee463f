import { kept } from './shared.ts'

export type Theme = 'light' | 'dark'

/** Light or dark: as the reader chose, else as the machine prefers. */
const theme = kept<Theme>('theme', (text) => {
  if (text === 'light' || text === 'dark') return text
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
})

export const currentTheme = theme.get
export const useTheme = theme.use

export function setTheme(next: Theme): void {
  theme.set(next)
  document.documentElement.dataset.theme = next
}
