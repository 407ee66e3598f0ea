import { CfnOutput, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig, StageName } from '../config.ts';
import { Displays } from '../constructs/displays.ts';
import { Places } from '../constructs/places.ts';
import { Alarms } from '../constructs/primitives/alarms.ts';
import { Transit } from '../constructs/transit.ts';
import { WebApi } from '../constructs/web-api.ts';

export interface DigitalWelcomeStackProps extends StackProps {
  readonly stage: StageName;
  readonly config: StageConfig;
}

/** One stage, whole. It only composes. */
export class DigitalWelcomeStack extends Stack {
  constructor(scope: Construct, id: string, props: DigitalWelcomeStackProps) {
    const { stage, config, ...stackProps } = props;
    super(scope, id, { ...stackProps, description: `Digital Welcome, ${stage}` });
    Tags.of(this).add('stage', stage);

    const {
      alarmEmail,
      helpText,
      network,
      places,
      publicOrigin,
      pollSeconds,
      throttle,
      logRetention,
      keepData,
    } = config;
    const alarms = new Alarms(this, 'Alarms', alarmEmail ? { email: alarmEmail } : {});
    const surroundings = { alarms, logRetention, keepData };
    const transit = new Transit(this, 'Transit', { network, pollSeconds, surroundings });
    const listings = new Places(this, 'Places', { places, publicOrigin, surroundings });
    const displays = new Displays(this, 'Displays', {
      transitTable: transit.table,
      placesTable: listings.table,
      network,
      places,
      helpText,
      publicOrigin,
      surroundings,
    });
    const web = new WebApi(this, 'Web', {
      targets: {
        'transit/serve-api': transit.serveApi,
        'places/serve-api': listings.serveApi,
        'displays/serve-pages': displays.servePages,
      },
      throttle,
      surroundings,
    });

    const outputs = {
      ApiUrl: web.url,
      TransitTableName: transit.table.tableName,
      PlacesTableName: listings.table.tableName,
      ImportPlacesFunctionName: listings.importPlaces.functionName,
      ImportFunctionName: transit.timetableImport.function.functionName,
      PollFunctionName: transit.realtimePoll.function.functionName,
      PollQueueUrl: transit.realtimePoll.queue.queueUrl,
      AlarmTopicArn: alarms.topic.topicArn,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
