import { describedBy, type FieldProps, groupClass, HintAndError, Label } from './input.tsx';

interface FileUploadProps extends Omit<FieldProps, 'value' | 'lang'> {
  /** What a browser offers to choose from: endings and types, with commas between them. */
  readonly accept: string;
  /** A larger file is refused before it is sent, where there is script. */
  readonly mostBytes?: number;
}

/** One file. No browser fills it in again: what was chosen has to be chosen once more after an error. */
export function FileUpload({ accept, mostBytes, ...field }: FileUploadProps) {
  const { name, error } = field;
  return (
    <div class={groupClass(error)}>
      <Label {...field} />
      <HintAndError {...field} />
      <input
        class={`govuk-file-upload${error ? ' govuk-file-upload--error' : ''}`}
        id={name}
        name={name}
        type="file"
        accept={accept}
        data-most-bytes={mostBytes}
        aria-describedby={describedBy(field)}
      />
    </div>
  );
}
