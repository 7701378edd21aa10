const zh = {
  figuresBy: '按什么看',
  figureGroup: {
    unit: '责任单位',
    category: '小类',
    subdistrict: '街道',
    community: '社区',
    cell: '单元网格',
    collector: '采集员',
    company: '采集公司',
    post: '岗位',
  },
  noFigures: '本期还没有上报的案卷；有了之后，这里按组列出各项指标及其分子、分母。',
  figuresNote:
    '按上报时间落在本期的案卷；小字是分子 / 分母，用时的小字是件数。综合评分按“管理 › 政策 › 评价”选用，不改考核分。',
  composite: '综合评分',
  figureSide: { numerator: '分子的案卷', denominator: '分母的案卷' },
  noFigureCases: '没有您能看到的案卷。',
  reportedAt: '上报时间',
  countedTimes: '计次',
  timeLine: '考核时间线',
  onlyCase: '未计入考核，打开案卷',
};

const en: typeof zh = {
  figuresBy: 'Grouped by',
  figureGroup: {
    unit: 'Unit',
    category: 'Category',
    subdistrict: 'Subdistrict',
    community: 'Community',
    cell: 'Unit grid',
    collector: 'Collector',
    company: 'Company',
    post: 'Post',
  },
  noFigures:
    'No case was reported in this period yet. The figures of each group appear here with their bases.',
  figuresNote:
    'Of cases reported in the period; small: numerator / denominator, of times the number of cases. Composites are chosen in Admin › Policies › Assessment and never change the score.',
  composite: 'Composite',
  figureSide: { numerator: 'Cases of the numerator', denominator: 'Cases of the denominator' },
  noFigureCases: 'No cases that you may see.',
  reportedAt: 'Reported',
  countedTimes: 'Counted',
  timeLine: 'Time line of',
  onlyCase: 'Not scored: opens the case',
};

/** Words of the further figures. */
export const figureWords = { zh, en };
