/**
 * The hand-drawn lines of the demo city. The run of the river, the order of the streets and their names follow
 * the real district, the shapes are invented. Pairs are x,y in drawing units from the centre, to be multiplied
 * by SCALE for metres. Lines end a little beyond the one they meet; what sticks out is pruned.
 */

/** Fits the drawing to about 1,300 unit grids. */
export const SCALE = 0.9;

export const RIVER =
  '-8400,2600 -7000,2750 -5800,2560 -4700,2130 -3600,1990 -2500,1800 -1400,1400 -300,1180 700,1020 1700,620 2600,420 3600,470 4700,230 6000,150';
export const HILL_ROAD =
  '-8400,-300 -7000,-280 -6300,-330 -5300,-480 -4300,-830 -3300,-960 -2300,-1130 -1400,-1400 -500,-1440 300,-1430 1200,-1560 2000,-1720 2800,-1700 3600,-1610 5500,-1760';
/** Border: a street in the west, a stream in the east, the ridge in the south, the river's middle in the north. */
export const WEST = '-5880,2900 -5850,1900 -5930,1000 -5860,430 -5980,-400 -5900,-1200 -6050,-2150';
export const EAST = '2480,760 2520,240 2640,-120 2720,-480 2650,-1100 2800,-1720 2700,-2300 2850,-3050';
export const RIDGE =
  '-6050,-2150 -5200,-2300 -4300,-2180 -3400,-2420 -2400,-2400 -1300,-2800 -300,-2700 700,-2820 1700,-2760 2850,-3050';
export const QILI_STREAM =
  '-1500,-4300 -1300,-2800 -1420,-2000 -1600,-1450 -1400,-900 -1500,-420 -1330,160 -1180,700 -1290,1500';
export const LEITAN_BEYOND = '2850,-3050 2950,-4300';
export const RAIL =
  '-8400,280 -7000,330 -6300,430 -5300,280 -4300,40 -3300,-60 -2300,-150 -1400,-420 -500,-600 400,-680 1200,-760 2000,-930 2800,-1000 3600,-900 5500,-1150';
/** South edge of the station's yard. */
export const YARD = '-4060,30 -3850,-150 -3300,-240 -2500,-330 -2200,-250 -1990,-160';
export const METRO =
  '-8400,860 -6300,1010 -5300,860 -4300,610 -3300,520 -2300,430 -1400,130 -500,0 300,-60 1180,-80 1700,-280 2600,-440 5500,-600';
/** Street in front of the station: between it and the railway stands the station hall. */
export const STATION_STREET = '-4100,165 -3700,120 -3300,75 -2800,30 -2300,-15 -1950,-75';
/** In the middle of the station's square. */
export const PLAZA = '-2950,180';

/** `name | English | class | points`; nameless ones lie beyond the border. */
export const STREETS = `
西津西路 | Xijin West Road | main | -8400,900 -7000,980 -6300,1050 -5300,900 -4300,650 -3300,560 -2300,470 -1400,160 -500,20 300,-40 1180,-60
西津东路 | Xijin East Road | main | 1130,-58 1700,-260 2600,-420 3500,-380 5500,-600
南山路 | Nanshan Road | expressway | ${HILL_ROAD}
深安路 | Shen'an Road | main | -4780,4600 -4900,3300 -5000,2200 -5130,1500 -5250,900 -5200,330 -5350,-500 -5330,-560
银安路 | Yin'an Road | main | -3560,4600 -3650,2900 -3800,1900 -3900,1200 -4050,620 -4000,60 -4120,-500 -4200,-900
西站西路 | Xizhan West Road | secondary | -2900,1640 -3000,1000 -3090,500 -3140,300 -3150,20
站东街 | Zhandong Street | secondary | -2730,600 -2740,300 -2750,-20
广场北路 | Plaza North Road | secondary | -3190,330 -2950,325 -2690,300
站前路 | Zhanqian Road | secondary | ${STATION_STREET}
西站东路 | Xizhan East Road | main | -1775,1300 -1900,900 -2000,380 -2050,-240 -1950,-700 -2110,-1270
敦煌路 | Dunhuang Road | main | -300,4600 -420,2500 -560,1600 -640,1050 -760,600 -850,60 -900,-530 -1000,-1050 -1060,-1460
建兰路 | Jianlan Road | main | 170,900 120,450 200,-40 260,-680 150,-1050 200,-1490
小西湖路 | Xiaoxihu Road | main | 1560,4600 1480,2600 1400,1500 1270,720 1180,330 1150,-60 1200,-760 1300,-1200 1240,-1620
西园路 | Xiyuan Road | secondary | 1960,330 1930,100 1850,-300 1940,-900 2080,-1300 2060,-1790
安西路 | Anxi Road | secondary | -2030,360 -1600,640 -1150,880 -640,1070
文化宫路 | Wenhuagong Road | secondary | 1260,590 700,230 190,-60
秀川路 | Xiuchuan Road | secondary | -4010,540 -4300,1000 -4750,1400 -5070,1930
武威路 | Wuwei Road | secondary | -3030,1310 -2500,1150 -1850,1010 -1200,560 -760,560 140,430 700,560 1230,600
火星街 | Huoxing Street | secondary | -3450,1600 -3440,1040 -3420,780 -3450,540
吴家园路 | Wujiayuan Road | secondary | -2310,1600 -2440,1150 -2480,800 -2540,460
瓜州路 | Guazhou Road | secondary | -5260,1270 -4600,1080 -3920,1080 -3400,1010 -2990,980
彭家坪路 | Pengjiaping Road | secondary | -5270,-40 -4700,-160 -4040,-330 -3300,-470 -2600,-520 -1880,-590
龚家湾路 | Gongjiawan Road | secondary | -2080,-660 -1500,-860 -970,-930
兰工坪路 | Langongping Road | secondary | -1010,-780 -400,-1000 190,-1030 700,-1110 1350,-1080
林家庄路 | Linjiazhuang Road | secondary | 1230,-1000 1700,-1120 2010,-1130 2400,-1090 2720,-1180
建工路 | Jiangong Road | secondary | 180,-320 700,-420 1190,-400 1880,-560 2740,-700
五星坪路 | Wuxingping Road | secondary | 1250,-1540 1180,-1850 1420,-2160 1700,-2120 1900,-2330 2200,-2200 2120,-1950 2060,-1680
晏家坪路 | Yanjiaping Road | secondary | -1050,-1420 -1080,-1700 -880,-1930 -620,-1980 -500,-2260 -150,-2320 80,-2080 400,-2050 330,-1760 210,-1380
龚家坪路 | Gongjiaping Road | secondary | -1980,-1160 -1900,-1480 -2150,-1760 -2480,-1660 -2700,-1900 -3080,-1800 -3000,-1400 -3220,-1200 -3180,-930
石板山路 | Shibanshan Road | secondary | -5480,-420 -5520,-800 -5300,-1150 -5330,-1500 -4950,-1730 -4600,-1480 -4420,-1560 -4180,-1250 -4250,-820
晏家坪中路 | Yanjiaping Middle Road | lane | -420,-1400 -460,-1760 -320,-2400
兰阿路 | Lan'a Road | secondary | -1260,-1350 -1330,-1700 -1200,-2100 -1080,-2900 -1250,-4300
华林路 | Hualin Road | secondary | 2400,-1650 2420,-2050 2560,-2400 2450,-3150 2380,-4300
北滨河西路 | Beibinhe West Road | main | north-bank
建宁路 | Jianning Road | main | -8400,3850 -6500,3900 -5000,3560 -3600,3120 -2200,2960 -900,2600 400,2160 1500,1900 2700,1620 4000,1720 6000,1500
 | | secondary | -6700,2900 -6600,4600
 | | secondary | -2100,2080 -1950,4600
 | | secondary | 700,1300 900,4600
 | | main | 2950,600 3000,4600
 | | secondary | 4400,500 4500,4600
 | | main | 3700,250 3800,-1700
 | | secondary | -7000,2560 -6950,-320
`;

/** Streets that run round a settled terrace on the hillside. */
export const TERRACE_STREETS = ['五星坪路', '晏家坪路', '龚家坪路', '石板山路'];
