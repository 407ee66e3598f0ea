import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { Alarms } from './primitives/alarms.ts';
import { Firewall, limitByAddress, managedRules } from './primitives/firewall.ts';

/**
 * Requests of one address in five minutes. A whole town on the public Wi-Fi, or a whole office of editors, has one
 * address: an open board asks 20 times, a first visit some 15 times.
 *
 * `staffPost` is for an office of 20 editors who all write. What is typed is kept after each pause of two seconds, so
 * nobody can send more than 150 forms that way, and who saves a page every 15 seconds sends 20 more: 3,400 together.
 * The function refuses a form of nobody who is signed in before it reads it.
 */
const limits = { any: 10_000, staffPost: 4_000, post: 600, signIn: 100, report: 30 };

/** What the common rules would wrongly block here; it is counted instead. */
const countOnly = [
  // Display units and scripts that read the open data may say nothing of themselves.
  'NoUserAgent_HEADER',
  // The code that an identity provider sends back may be longer than 2,048 bytes. The gateway takes 10 KB.
  'SizeRestrictions_QUERYSTRING',
  // Bodies come to /staff: pictures and imports of up to 6 MB, whose bytes look like anything, and free text. The staff
  // function asks who sends them before it reads them, bounds them, and escapes what it shows. And to the form on which
  // visitors say what is wrong, in their own words: its function takes 20 KB, and staff are shown plain text. And to
  // /siri/sm: its function takes 256 KB, of elements and texts alone.
  'SizeRestrictions_BODY',
  'CrossSiteScripting_BODY',
  'GenericLFI_BODY',
  'GenericRFI_BODY',
  'EC2MetaDataSSRF_BODY',
];

const tooMany = {
  block: {
    customResponse: {
      responseCode: 429,
      customResponseBodyKey: 'too-many',
      responseHeaders: [{ name: 'retry-after', value: '300' }],
    },
  },
};

const tooManyPage = `<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Too many requests</title>
<h1>Too many requests</h1>
<p>More requests came from your network than we can answer. Please wait five minutes, then try again.</p>
<p lang="gd">Thàinig cus iarrtasan bhon lìonra agad. Fuirich còig mionaidean is feuch a-rithist.</p>
</html>
`;

/** However it is written: as it stands, percent-encoded, or with detours. */
const pathBeginsWith = (path: string): CfnWebACL.StatementProperty => ({
  byteMatchStatement: {
    fieldToMatch: { uriPath: {} },
    positionalConstraint: 'STARTS_WITH',
    searchString: path,
    textTransformations: [
      { priority: 0, type: 'URL_DECODE' },
      { priority: 1, type: 'NORMALIZE_PATH' },
    ],
  },
});

const isPost: CfnWebACL.StatementProperty = {
  byteMatchStatement: {
    fieldToMatch: { method: {} },
    positionalConstraint: 'EXACTLY',
    searchString: 'POST',
    textTransformations: [{ priority: 0, type: 'NONE' }],
  },
};

const all = (...statements: CfnWebACL.StatementProperty[]): CfnWebACL.StatementProperty => ({
  andStatement: { statements },
});

const isStaff = pathBeginsWith('/staff/');
const isReport = all(isPost, pathBeginsWith('/places/'));
const isStaffPost = all(isPost, isStaff);
const isOtherPost = all(isPost, { notStatement: { statement: isStaff } });

/** What the front lets through. It stands in us-east-1, where CloudFront looks for it. */
export class FrontFirewall extends Construct {
  readonly webAclArn: string;

  constructor(scope: Construct, id: string, { alarms }: { readonly alarms: Alarms }) {
    super(scope, id);
    const { webAcl } = new Firewall(this, 'Firewall', {
      of: 'front',
      impact: 'The firewall turns many requests away; visitors of one network may be among them.',
      scope: 'CLOUDFRONT',
      manyBlocked: 1000,
      bodies: { 'too-many': { contentType: 'TEXT_HTML', content: tooManyPage } },
      rules: [
        managedRules('AWSManagedRulesAmazonIpReputationList'),
        limitByAddress('SignInLimit', {
          limit: limits.signIn,
          only: pathBeginsWith('/staff/sign-in'),
          action: tooMany,
        }),
        limitByAddress('ReportLimit', { limit: limits.report, only: isReport, action: tooMany }),
        limitByAddress('PostLimit', { limit: limits.post, only: isOtherPost, action: tooMany }),
        limitByAddress('StaffPostLimit', { limit: limits.staffPost, only: isStaffPost, action: tooMany }),
        limitByAddress('Limit', { limit: limits.any, action: tooMany }),
        managedRules('AWSManagedRulesKnownBadInputsRuleSet'),
        managedRules('AWSManagedRulesCommonRuleSet', countOnly),
      ],
      alarms,
    });
    this.webAclArn = webAcl.attrArn;
  }
}
