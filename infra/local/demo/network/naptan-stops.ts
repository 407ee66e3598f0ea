/**
 * Bus stops of Perth: facts from NaPTAN, June 2026; the Park and Rides carry their locality in the name. Which lines
 * call there is invented.
 * Contains public sector information licensed under the Open Government Licence v3.0.
 */
export interface NaptanStop {
  readonly atcoCode: string;
  /** What a traveller texts; on the stop's flag. */
  readonly smsCode: string;
  readonly name: string;
  readonly indicator: string;
  readonly lat: number;
  readonly lon: number;
  /** Street and locality: names alone repeat. */
  readonly place: string;
}

/** The bus station as a whole; its stances are the stops named alike. */
export const busStation = '64804255';

const rows: readonly (readonly [string, string, string, string, number, number, string])[] = [
  ['64800271', '73739647', 'Concert Hall', 'Stop ZT', 56.398039, -3.428338, 'Mill Street, Perth'],
  ['64801001', '73725273', 'Mill Street', 'Stop A', 56.397503, -3.434264, 'Perth'],
  ['64801002', '73725642', 'Mill Street', 'Stop B', 56.397506, -3.433988, 'Perth'],
  ['64801003', '73725643', 'Mill Street', 'Stop C', 56.397511, -3.433584, 'Perth'],
  ['64801004', '73725645', 'Mill Street', 'Stop D', 56.397517, -3.433049, 'Perth'],
  ['64801005', '73723696', 'Mill Street', 'Stop E', 56.397633, -3.433151, 'Perth'],
  ['64801006', '73723694', 'Mill Street', 'Stop F', 56.397625, -3.433485, 'Perth'],
  ['64801007', '73723653', 'Mill Street', 'Stop G', 56.397616, -3.433814, 'Perth'],
  ['64801008', '73723734', 'Royal Infirmary', 'Stop B', 56.397472, -3.455471, 'Western Avenue, Perth'],
  ['64801009', '73724763', 'Royal Infirmary', 'Stop A', 56.397833, -3.455274, 'Western Avenue, Perth'],
  ['64801011', '73723524', 'South Street', 'Stop M', 56.395314, -3.431654, 'Perth'],
  ['64801012', '73723525', 'South Street', 'Stop N', 56.395286, -3.43094, 'Perth'],
  ['64801013', '73723539', 'South Street', 'Stop O', 56.395254, -3.430599, 'Perth'],
  ['64801049', '73724268', 'Mansfield Road', 'opp', 56.418847, -3.400132, 'Perth Road, Scone, Perth'],
  ['64801050', '73725258', 'Mansfield Road', 'at', 56.419368, -3.399308, 'Perth Road, Scone, Perth'],
  ['64801051', '73724574', 'Kinnoull Street', 'Stop S', 56.398467, -3.432518, 'Perth'],
  ['64801052', '73726463', 'Bus Station', 'Stance 10', 56.393527, -3.437014, 'Perth'],
  ['64801053', '73726482', 'College', 'at', 56.405504, -3.459327, 'Crieff Road, Hillyland, Perth'],
  ['64801079', '73726465', 'Bus Station', 'Stance 08', 56.393437, -3.437043, 'Perth'],
  ['64801082', '73723838', 'Scott Street', 'Stop U', 56.396122, -3.432527, 'Perth'],
  ['64801083', '73724672', 'Scott Street', 'Stop V', 56.395864, -3.432258, 'Perth'],
  ['64801092', '73724658', 'South Methven Street', 'Stop I', 56.396262, -3.434347, 'Perth'],
  ['64801093', '73723943', 'Leonard Street', 'Stop ZI', 56.392383, -3.438008, 'Perth'],
  ['64801094', '73724673', 'Leonard Street', 'Stop ZH', 56.392825, -3.437846, 'Perth'],
  ['64801156', '73724568', 'Bridgend Court', 'opp', 56.400179, -3.423201, 'Main Street, Bridgend, Perth'],
  ['64801157', '73723869', 'Bridgend Court', 'at', 56.400386, -3.423516, 'Main Street, Bridgend, Perth'],
  ['64801241', '73723486', 'Murray Place', 'opp', 56.39076, -3.451667, 'Glasgow Road, Viewlands, Perth'],
  ['64801262', '73725629', 'Leisure Pool', 'at', 56.395525, -3.442954, 'Glasgow Road, Perth'],
  ['64801263', '73723535', 'Leisure Pool', 'opp', 56.395673, -3.4433, 'Glasgow Road, Perth'],
  ['64801264', '73725638', 'Necessity Brae', 'at', 56.387156, -3.460131, 'Glasgow Road, Cherrybank, Perth'],
  ['64801265', '73723548', 'Necessity Brae', 'opp', 56.387276, -3.459877, 'Glasgow Road, Cherrybank, Perth'],
  ['64801276', '73723928', 'Holiday Inn', 'at', 56.416553, -3.461841, 'Dunkeld Road, Inveralmond, Perth'],
  ['64801277', '73724834', 'Holiday Inn', 'opp', 56.416362, -3.461266, 'Dunkeld Road, Inveralmond, Perth'],
  ['64801511', '73726473', 'Bus Station', 'Stance 03', 56.39322, -3.437148, 'Perth'],
  ['64801531', '73723537', 'South Street', 'Stop K', 56.395351, -3.433907, 'Perth'],
  ['64801553', '73725243', 'Highfield Road', 'opp', 56.424558, -3.394813, 'Angus Road, Scone, Perth'],
  ['64801554', '73724342', 'Highfield Road', 'at', 56.424461, -3.395458, 'Angus Road, Scone, Perth'],
  ['64801571', '73724382', 'Charlotte Street', 'Stop ZQ', 56.399063, -3.429883, 'Perth'],
  [
    '64801908',
    '73724854',
    'Royal Bank of Scotland',
    'opp',
    56.401754,
    -3.439641,
    'Dunkeld Road, Muirton, Perth',
  ],
  ['64801909', '73724848', 'Retail Park', 'opp', 56.400782, -3.438244, 'Dunkeld Road, Perth'],
  ['64801914', '73724865', 'Fairfield', 'at', 56.405463, -3.455922, 'Tulloch Road, Tulloch, Perth'],
  ['64801979', '73723743', 'Wellshill Cemetery', 'at', 56.400489, -3.446431, 'Feus Road, Perth'],
  ['64801980', '73723583', 'Longcauseway', 'Stop ZA', 56.397955, -3.439498, 'Perth'],
  ['64801981', '73725284', 'Longcauseway', 'Stop ZB', 56.397815, -3.439152, 'Perth'],
  ['64801987', '73723569', 'Hawarden Terrace', 'at', 56.398246, -3.45307, 'Jeanfield Road, Perth'],
  ['64801988', '73725282', 'Rose Crescent', 'at', 56.398014, -3.451376, 'Jeanfield Road, Perth'],
  ['64802037', '73723534', 'Rosslyn House', 'opp', 56.395769, -3.448213, 'Glasgow Road, Perth'],
  ['64802038', '73725632', 'Elibank Street', 'opp', 56.395437, -3.440424, 'York Place, Perth'],
  ['64802039', '73723562', 'York Place', 'Stop ZE', 56.395476, -3.43712, 'Perth'],
  ['64802040', '73725647', 'York Place', 'Stop ZF', 56.39534, -3.437212, 'Perth'],
  [
    '64802054',
    '73723545',
    'Broxden Park and Ride',
    'Stop A',
    56.386767,
    -3.480023,
    'Broxden Avenue, Broxden, Perth',
  ],
  [
    '64802057',
    '73725639',
    'Braeside Gardens',
    'opp',
    56.388149,
    -3.454403,
    'Glasgow Road, Cherrybank, Perth',
  ],
  ['64802058', '73723549', 'Braeside Gardens', 'at', 56.388486, -3.454011, 'Glasgow Road, Cherrybank, Perth'],
  ['64802059', '73723489', 'Murray Place', 'at', 56.390676, -3.451875, 'Glasgow Road, Viewlands, Perth'],
  ['64802060', '73723536', 'Elibank Street', 'at', 56.395575, -3.440202, 'York Place, Perth'],
  ['64802061', '73724657', 'South Methven Street', 'Stop J', 56.396038, -3.434338, 'Perth'],
  ['64802065', '73724679', 'St Johns RC Church', 'opp', 56.399775, -3.435143, 'Melville Street, Perth'],
  ['64802066', '73723826', 'St Johns RC Church', 'at', 56.399913, -3.435634, 'Melville Street, Perth'],
  [
    '64802067',
    '73724683',
    'Balhousie Avenue',
    'opp',
    56.402468,
    -3.438502,
    'Balhousie Street, Muirton, Perth',
  ],
  [
    '64802068',
    '73723827',
    'Balhousie Avenue',
    'at',
    56.402262,
    -3.438478,
    'Balhousie Street, Muirton, Perth',
  ],
  [
    '64802126',
    '73725238',
    'Fitzroy Terrace',
    'at',
    56.406737,
    -3.418114,
    'Pitcullen Crescent, Gannochy, Perth',
  ],
  [
    '64802127',
    '73724267',
    'Fitzroy Terrace',
    'opp',
    56.407079,
    -3.417316,
    'Pitcullen Crescent, Gannochy, Perth',
  ],
  ['64802128', '73724259', 'Whinniemuir Cottages', 'opp', 56.40862, -3.412949, 'Scone Road, Gannochy, Perth'],
  ['64802129', '73725249', 'Whinniemuir Cottages', 'at', 56.408374, -3.41328, 'Scone Road, Gannochy, Perth'],
  ['64802130', '73724262', 'Murrayshall Road End', 'opp', 56.41117, -3.409121, 'Perth Road, Scone, Perth'],
  ['64802131', '73725235', 'Murrayshall Road End', 'at', 56.411028, -3.409051, 'Perth Road, Scone, Perth'],
  ['64802132', '73724263', 'Cemetery', 'opp', 56.414566, -3.405243, 'Perth Road, Scone, Perth'],
  ['64802133', '73725256', 'Cemetery', 'at', 56.414386, -3.405253, 'Perth Road, Scone, Perth'],
  ['64802135', '73724989', 'Bonhard Road', 'at', 56.416797, -3.403412, 'Perth Road, Scone, Perth'],
  ['64802136', '73724276', 'Bonhard Road', 'opp', 56.41702, -3.403518, 'Perth Road, Scone, Perth'],
  ['64802203', '73724842', 'ASDA', 'at', 56.405378, -3.444802, 'Dunkeld Road, Muirton, Perth'],
  ['64802204', '73723782', 'ASDA', 'opp', 56.40516, -3.445021, 'Dunkeld Road, Muirton, Perth'],
  [
    '64802725',
    '73792583',
    'Broxden Park and Ride',
    'Stop D',
    56.387048,
    -3.478821,
    'Broxden Avenue, Broxden, Perth',
  ],
  ['64803000', '73726942', 'Prison', 'opp', 56.387241, -3.431221, 'Edinburgh Road, Perth'],
  ['64803001', '73725936', 'Princes Street', 'Stop ZN', 56.39377, -3.428421, 'Perth'],
  ['64803002', '73725937', 'Edinburgh Road', 'Stop ZM', 56.391254, -3.428472, 'Perth'],
  ['64803003', '73725938', 'Edinburgh Road', 'Stop ZL', 56.391358, -3.428736, 'Perth'],
  ['64803004', '73725939', 'Prison', 'at', 56.38651, -3.431518, 'Edinburgh Road, Perth'],
  ['64803005', '73725942', 'Tesco', 'opp', 56.382072, -3.434623, 'Edinburgh Road, Friarton, Perth'],
  ['64803006', '73725943', 'Friarton Road', 'opp', 56.376862, -3.431334, 'Edinburgh Road, Friarton, Perth'],
  ['64803008', '73725945', 'Friarton Road', 'at', 56.376952, -3.431305, 'Edinburgh Road, Friarton, Perth'],
  ['64803526', '73723963', 'Church Street', 'at', 56.401618, -3.447495, 'Feus Road, Perth'],
  ['64803588', '73726467', 'Bus Station', 'Stance 7', 56.393392, -3.437074, 'Perth'],
  ['64803590', '73726469', 'Bus Station', 'Stance 05', 56.393301, -3.437103, 'Perth'],
  ['64803593', '73726526', 'Tesco', 'at', 56.382048, -3.434347, 'Edinburgh Road, Friarton, Perth'],
  ['64804003', '73726796', 'Rosslyn House', 'at', 56.395646, -3.446458, 'Glasgow Road, Perth'],
  [
    '64804042',
    '73727498',
    'Craigclowan School',
    'at',
    56.372616,
    -3.423938,
    'Edinburgh Road, Scoonieburn, Perth',
  ],
  [
    '64804111',
    '73726927',
    'Scone Park and Ride',
    'at',
    56.424994,
    -3.390503,
    'David Douglas Avenue, Scone, Perth',
  ],
  ['64804200', '73727647', 'George Street', 'Stop Q', 56.397784, -3.42781, 'Perth'],
  ['64804255', '73727627', 'Bus Station', 'Stances', 56.393059, -3.437248, 'Perth'],
  [
    '64804300',
    '73757436',
    'Broxden Park and Ride',
    'Stop B',
    56.386907,
    -3.479619,
    'Broxden Avenue, Broxden, Perth',
  ],
];

export const naptanStops: readonly NaptanStop[] = rows.map(
  ([atcoCode, smsCode, name, indicator, lat, lon, place]) => ({
    atcoCode,
    smsCode,
    name,
    indicator,
    lat,
    lon,
    place,
  }),
);

const byCode = new Map(naptanStops.map((stop) => [stop.atcoCode, stop]));

export function naptanStop(atcoCode: string): NaptanStop {
  const stop = byCode.get(atcoCode);
  if (!stop) throw new Error(`no stop ${atcoCode} in the demo's table`);
  return stop;
}
