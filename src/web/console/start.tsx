import './console.css'
import 'virtual:console-theme.css'
import { I18nProvider, type I18nProviderProps } from '@cloudscape-design/components/i18n'
import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react'
import { currentLanguage, type Language, useLanguage } from '../kit/language.ts'
import { startPage } from '../kit/page.tsx'
import { useTheme } from '../kit/theme.ts'

type Messages = I18nProviderProps.Messages

/** What Cloudscape's own parts say, in the languages of the reader. */
const LOAD: Readonly<Record<Language, () => Promise<{ readonly default: Messages }>>> = {
  ja: () => import('@cloudscape-design/components/i18n/messages/all.ja'),
  en: () => import('@cloudscape-design/components/i18n/messages/all.en'),
}

type Loaded = Readonly<Partial<Record<Language, Messages>>>

/** Nothing where the server is away: Cloudscape's own parts then say what they say without. */
const load = (language: Language): Promise<Loaded> =>
  LOAD[language]().then(
    ({ default: messages }) => ({ [language]: messages }),
    () => ({}),
  )

/** Starts one of the consoles. */
export async function startConsole(surface: ReactNode): Promise<void> {
  const loaded = await load(currentLanguage())
  startPage(
    <Cloudscape loaded={loaded}>{surface}</Cloudscape>,
    // Above the page as one block, because what sticks to the top has to know its height.
    (banners) => <div className="console-banners">{banners}</div>,
  )
}

/** Cloudscape in the reader's language and colours, both changed without a reload. */
function Cloudscape({
  loaded: first,
  children,
}: {
  readonly loaded: Loaded
  readonly children: ReactNode
}) {
  const language = useLanguage()
  const theme = useTheme()
  const [loaded, setLoaded] = useState<Loaded>(first)
  useEffect(() => {
    if (loaded[language]) return
    void load(language).then((more) => setLoaded((before) => ({ ...before, ...more })))
  }, [language, loaded])
  useLayoutEffect(() => {
    document.body.classList.toggle('awsui-dark-mode', theme === 'dark')
  }, [theme])
  return (
    <I18nProvider locale={language} messages={Object.values(loaded)}>
      {children}
    </I18nProvider>
  )
}
