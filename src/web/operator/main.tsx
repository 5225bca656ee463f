import { later } from '../kit/later.tsx'
import './operator.css'
import { Console } from '../console/console.tsx'
import { startConsole } from '../console/start.tsx'
import { GROUPS } from './pages.ts'
import { SearchBox } from './search/search-box.tsx'

const NAME = { ja: '運営コンソール', en: 'Operator console' } as const

const HomePage = later(() => import('./home/home-page.tsx'))

void startConsole(
  <Console
    who="operator"
    name={NAME}
    home="/operator"
    groups={GROUPS}
    front={<HomePage />}
    bar={<SearchBox />}
  />,
)
