import { canonicalImage } from './podStatus';

/** The images that can be pulled in the lab. */
export class ImageRegistry {
  private readonly images: ReadonlySet<string>;

  private constructor(images: ReadonlySet<string>) {
    this.images = images;
  }

  /** A registry with these images, each by its name with tag. */
  static of(images: Iterable<string>): ImageRegistry {
    return new ImageRegistry(new Set([...images].map(canonicalImage)));
  }

  has(image: string): boolean {
    return this.images.has(canonicalImage(image));
  }
}
