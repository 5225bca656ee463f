import { useLanguage } from '../../kit/language.ts'

/** The console's front page, for the crumbs of the pages below it. */
export function useHome() {
  const text = { ja: '運営コンソール', en: 'Operator console' }[useLanguage()]
  return { text, href: '/operator' }
}
