import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { describe, expect, test } from 'vitest';
import { stageNames } from '#infra/config.ts';
import { ImageBucket } from '#infra/constructs/primitives/image-bucket.ts';
import { makeTemplate } from './stack.ts';
import { permissionsOf, resourceNamed } from './template-reading.ts';

describe.each(stageNames)('the pictures of %s', (stage) => {
  const template = makeTemplate(stage);

  test('lie in one bucket that is private, encrypted, and can be put back', () => {
    template.resourceCountIs('AWS::S3::Bucket', 1);
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: stage === 'production' ? 'Retain' : 'Delete',
      Properties: {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        VersioningConfiguration: { Status: 'Enabled' },
        LifecycleConfiguration: {
          Rules: [
            Match.objectLike({ NoncurrentVersionExpiration: { NoncurrentDays: 35 }, Status: 'Enabled' }),
            Match.objectLike({
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
              Status: 'Enabled',
            }),
          ],
        },
      },
    });
  });

  test('are refused to whoever asks without TLS, and allowed to nobody by the bucket itself', () => {
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({ Effect: 'Deny', Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } }),
        ],
      },
    });
  });

  test('are known by name to the function that serves them', () => {
    const { logicalId } = resourceNamed(template, 'AWS::S3::Bucket', 'PlacesImages');
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: Match.objectLike({ IMAGES: { 'Fn::Join': ['', ['s3://', { Ref: logicalId }]] } }),
      },
    });
  });
});

test('who may put pictures into it can neither read, change nor delete them', () => {
  const stack = new Stack(new App(), 'Stack');
  const writer = new LambdaFunction(stack, 'Writer', {
    code: Code.fromInline('exports.handler = () => {}'),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
  });
  new ImageBucket(stack, 'Images', { keepData: true }).allowPut(writer);
  expect(permissionsOf(Template.fromStack(stack), 'WriterServiceRole')).toEqual([
    'Allow s3:PutObject on Images/*',
  ]);
});
