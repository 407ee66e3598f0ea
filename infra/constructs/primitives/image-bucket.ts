import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** As long as a table can be put back to an earlier state, and with it what names the pictures. */
const RECOVERY = Duration.days(35);

/**
 * Renditions of pictures. Nobody reads them from here but functions; the functions that may write can neither change
 * nor delete what is there, so an earlier version is only ever of use after a person's mistake.
 */
export class ImageBucket extends Bucket {
  /** What a function's variable IMAGES says. */
  readonly address: string;

  constructor(scope: Construct, id: string, { keepData }: { readonly keepData: boolean }) {
    super(scope, id, {
      // As with the tables: all of it is published, and a key of ours is paid for by request.
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true,
      lifecycleRules: [
        { noncurrentVersionExpiration: RECOVERY, expiredObjectDeleteMarker: true },
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      // Outside production it goes with the stack, once it is empty.
      removalPolicy: keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.address = `s3://${this.bucketName}`;
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Functions alone read and write it. Who asks them for a picture is in the access log of the API, without a person in it.',
    });
  }

  /** Whether there is a picture, too: S3 says "forbidden" of what is not there to whoever may not list. */
  allowRead(reader: LambdaFunction): void {
    reader.addToRolePolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.bucketArn] }));
    this.allow('s3:GetObject', reader);
  }

  allowPut(writer: LambdaFunction): void {
    this.allow('s3:PutObject', writer);
  }

  private get logicalId(): string {
    return Stack.of(this).getLogicalId(this.node.defaultChild as CfnBucket);
  }

  private allow(action: string, grantee: LambdaFunction): void {
    grantee.addToRolePolicy(new PolicyStatement({ actions: [action], resources: [this.arnForObjects('*')] }));
    if (!grantee.role) return;
    Validations.of(grantee.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${this.logicalId}.Arn>/*]`,
      reason: 'All objects of the one bucket: their names are digests of what they hold.',
    });
  }
}
