import { useEffect, useState } from 'react';
import { useCasePhoto, useOwnPhoto } from './pictures.ts';

/** A photo that this phone still holds. */
export function OwnPhoto({ hash, alt, className }: { hash: string | null; alt: string; className?: string }) {
  return <Shown url={useOwnPhoto(hash)} alt={alt} className={className} />;
}

/** A photo of a case, kept for work without a network. */
export function CasePhoto({
  hash,
  alt,
  className,
}: {
  hash: string | null;
  alt: string;
  className?: string;
}) {
  return <Shown url={useCasePhoto(hash)} alt={alt} className={className} />;
}

/** A tiny picture beside words that say the same. */
export function Thumb({ data }: { data: ArrayBuffer | null }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!data) return;
    const made = URL.createObjectURL(new Blob([data], { type: 'image/jpeg' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  return url ? <img className="pic" src={url} alt="" /> : <span className="pic" aria-hidden="true" />;
}

function Shown({ url, alt, className = '' }: { url: string | null; alt: string; className?: string }) {
  if (url === null) return <span className={`pic none ${className}`} role="img" aria-label={alt} />;
  return <img className={`pic ${className}`} src={url} alt={alt} />;
}
