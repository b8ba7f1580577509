import { ImportLoading } from "#components/import/import-loading.tsx";

export default function Loading() {
	return <ImportLoading />;
}
