import { addWords } from '../../parts/i18n.ts';

const zh = {
  title: '代整治资金',
  lead: '紧急案卷由备用单位代为处置的费用：先由年度资金垫付，再向应承担的单位追回。登记费用在案卷里进行（Y 键）。',
  year: '年度',
  ofYear: '{{year}} 年度',
  sum: {
    budget: '预算',
    committed: '已支出',
    recovered: '已追回',
    owed: '单位待追回',
    writtenOff: '已核销',
    ownCost: '资金自担',
    balance: '余额',
  },
  noBudget: '未设定',
  exceeded: '支出已超过预算。',
  empty: '本年度没有费用',
  emptyHint: '值班长对紧急案卷代整治并登记费用后，会出现在这里。',
  setBudget: '设定预算',
  budgetOf: '{{year}} 年度预算（元）',
  note: '依据（如批复文号）',
  budgetSaved: '{{year}} 年度预算已设定',
  versions: '预算的各版本',
  position: '状态',
  all: '全部 {{n}}',
  case: '案卷号',
  amount: '金额',
  recorded: '登记',
};

const en: typeof zh = {
  title: 'Fund for substituted work',
  lead: 'What it cost when a standby unit did the work of an emergency: the year’s fund pays first, the unit that should have done it pays back. Costs are recorded in the case (key Y).',
  year: 'Year',
  ofYear: 'Year {{year}}',
  sum: {
    budget: 'Budget',
    committed: 'Committed',
    recovered: 'Recovered',
    owed: 'Owed by units',
    writtenOff: 'Written off',
    ownCost: 'Borne by the fund',
    balance: 'Balance',
  },
  noBudget: 'not set',
  exceeded: 'More is committed than the budget holds.',
  empty: 'No costs this year',
  emptyHint:
    'They appear once a shift lead has substituted a unit in an emergency and recorded what it cost.',
  setBudget: 'Set the budget',
  budgetOf: 'Budget of {{year}} (yuan)',
  note: 'On what ground (e.g. the approval’s number)',
  budgetSaved: 'The budget of {{year}} is set',
  versions: 'Versions of the budget',
  position: 'Position',
  all: 'All {{n}}',
  case: 'Case',
  amount: 'Amount',
  recorded: 'Recorded',
};

/** Words of the fund come with its screen. */
export function addFundWords(): void {
  addWords('zh', { fund: zh });
  addWords('en', { fund: en });
}
